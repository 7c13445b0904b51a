/** A hello-world app of a framework, and how its own test client asks it. */
export interface WebAppTask {
  readonly name: "Flask" | "FastAPI" | "Django";
  /** Defines the app so that the gateway finds it. */
  readonly app: string;
  /** Defines `ask()`, which sends one GET / through the framework's test client. */
  readonly ask: string;
}

/** What each of them answers to GET /. */
export const GREETING = "Hello";

export const WEB_APPS: readonly WebAppTask[] = [
  {
    name: "Flask",
    app: `
from flask import Flask
app = Flask(__name__)

@app.get("/")
def hello():
    return "${GREETING}"
`,
    ask: `
client = app.test_client()

def ask():
    return client.get("/").data
`,
  },
  {
    name: "FastAPI",
    app: `
from fastapi import FastAPI
from fastapi.responses import PlainTextResponse
app = FastAPI()

@app.get("/", response_class=PlainTextResponse)
async def hello():
    return "${GREETING}"
`,
    ask: `
from fastapi.testclient import TestClient
client = TestClient(app)

def ask():
    return client.get("/").content
`,
  },
  {
    name: "Django",
    app: `
from django.conf import settings
if not settings.configured:
    settings.configure(SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"])
import django
django.setup()
from django.http import HttpResponse
from django.urls import path

def hello(request):
    return HttpResponse("${GREETING}")

urlpatterns = [path("", hello)]
`,
    ask: `
from django.test import Client
client = Client()

def ask():
    return client.get("/").content
`,
  },
];

/** A notebook with the app in one cell and its test client's times, in ms, printed by the next. */
export function webAppNotebook({ app, ask }: WebAppTask, warmUp: number, requests: number): string {
  const measure = `
import json, time
${ask}
def timed():
    began = time.perf_counter()
    assert ask() == b"${GREETING}"
    return (time.perf_counter() - began) * 1000

for _ in range(${warmUp}):
    ask()
print(json.dumps([timed() for _ in range(${requests})]))
`;
  return [app, measure].map((code) => `\`\`\`python\n${code.trim()}\n\`\`\`\n`).join("\n");
}
