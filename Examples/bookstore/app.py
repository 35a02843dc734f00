"""Bookstore: the Flask app of Logto's tutorial, on the official SDK (`logto` on PyPI).

Nothing in here knows of the emulator: point LOGTO_ENDPOINT at a real Logto and it works there just the same.
"""

import os
import secrets
from typing import Union

import aiohttp
from flask import Flask, redirect, render_template, request, session
from logto import LogtoClient, LogtoConfig, LogtoException, Storage, UserInfoScope

from words import words_for

LOGTO_ENDPOINT = os.environ.get("LOGTO_ENDPOINT", "http://localhost:3001").rstrip("/")
LOGTO_APP_ID = os.environ.get("LOGTO_APP_ID", "bookstore000000000000")
LOGTO_APP_SECRET = os.environ.get("LOGTO_APP_SECRET", "BookstoreSecret00000000000000000")
PORT = int(os.environ.get("PORT", "3000"))
# Where browsers find this app. Logto must know `<APP_URL>/callback` and `<APP_URL>/` as redirect URIs, to the letter.
APP_URL = os.environ.get("APP_URL", f"http://localhost:{PORT}").rstrip("/")

app = Flask(__name__)
# A key made at each start signs everyone out when the app restarts; set SECRET_KEY to keep sessions.
app.secret_key = os.environ.get("SECRET_KEY") or secrets.token_hex(32)
app.config.update(
    # Browsers do not tell the ports of a host apart: under the usual name "session", this cookie and that of another
    # app on localhost would overwrite each other.
    SESSION_COOKIE_NAME="bookstore_session",
    SESSION_COOKIE_SAMESITE="Lax",
)


class SessionStorage(Storage):
    """Keeps the SDK's tokens in Flask's session, that is, in a signed cookie.

    Browsers drop a cookie of more than 4 KB without a word. What this app keeps (ID token, refresh token, one short
    access token) makes about 1.5 KB. Each API resource added to LogtoConfig(resources=...) adds a JWT of nearly 1 KB:
    from the third on, keep the tokens on the server, for example with Flask-Session.
    """

    def get(self, key: str) -> Union[str, None]:
        return session.get(key, None)

    def set(self, key: str, value: Union[str, None]) -> None:
        session[key] = value

    def delete(self, key: str) -> None:
        session.pop(key, None)


client = LogtoClient(
    LogtoConfig(
        endpoint=LOGTO_ENDPOINT,
        appId=LOGTO_APP_ID,
        appSecret=LOGTO_APP_SECRET,
        # The SDK adds openid, offline_access and profile by itself.
        scopes=[UserInfoScope.email, UserInfoScope.identities],
    ),
    storage=SessionStorage(),
)


@app.get("/")
async def home():
    if client.isAuthenticated() is False:
        return render_template("home.html", user=None)
    return render_template("home.html", user=client.getIdTokenClaims())


@app.get("/sign-in")
async def sign_in():
    return redirect(await client.signIn(redirectUri=f"{APP_URL}/callback"))


@app.get("/sign-up")
async def sign_up():
    """The same flow, with Logto's registration page as the first one."""
    return redirect(await client.signIn(redirectUri=f"{APP_URL}/callback", interactionMode="signUp"))


@app.get("/callback")
async def callback():
    await client.handleSignInCallback(request.url)
    return redirect("/")


@app.get("/profile")
async def profile():
    """What Logto says of the user: in the ID token, and when asked with the access token."""
    if client.isAuthenticated() is False:
        return redirect("/sign-in")
    return render_template(
        "profile.html",
        user=client.getIdTokenClaims(),
        user_info=await client.fetchUserInfo(),
        id_token=client.getIdToken(),
    )


@app.get("/sign-out")
async def sign_out():
    """Signs out here and at Logto, which then sends the browser back to the home page."""
    return redirect(await client.signOut(postLogoutRedirectUri=f"{APP_URL}/"))


@app.errorhandler(LogtoException)
def sign_in_failed(error: LogtoException):
    return render_template("problem.html", title="failed", detail=str(error)), 400


@app.errorhandler(aiohttp.ClientError)
def logto_unreachable(error: aiohttp.ClientError):
    return render_template("problem.html", title="unreachable", detail=f"{LOGTO_ENDPOINT}: {error}"), 502


@app.context_processor
def words():
    language = request.accept_languages.best_match(["en", "ja"], "en")
    return {"language": language, "words": words_for(language), "logto": LOGTO_ENDPOINT}


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=PORT)
