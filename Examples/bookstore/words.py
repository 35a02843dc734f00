"""The app's texts, in the two languages it speaks."""

ENGLISH = {
    "name": "Bookstore",
    "tagline": "A small shop that signs people in with Logto and Patreon.",
    "signed_out": "You are not signed in.",
    "signed_in": "You are signed in.",
    "welcome": "Welcome",
    "sign_in": "Sign in",
    "sign_up": "Create an account",
    "sign_out": "Sign out",
    "profile": "Profile",
    "home": "Home",
    "claim": "Claim",
    "value": "Value",
    "id_token": "ID token",
    "id_token_note": "Claims that Logto signed when you signed in.",
    "id_token_raw": "The token itself",
    "user_info": "User info",
    "user_info_note": "What Logto answers now, when the app asks with its access token.",
    "failed": "The sign-in did not finish",
    "failed_note": "Logto, or the SDK, said this:",
    "unreachable": "Logto does not answer",
    "unreachable_note": "Is it running, and is LOGTO_ENDPOINT right?",
    "again": "Try again",
    "footer": "A sample app, with Logto at",
}

JAPANESE = {
    "name": "Bookstore",
    "tagline": "Logto と Patreon でサインインする小さな書店です。",
    "signed_out": "サインインしていません。",
    "signed_in": "サインインしています。",
    "welcome": "ようこそ",
    "sign_in": "サインイン",
    "sign_up": "アカウントを作成",
    "sign_out": "サインアウト",
    "profile": "プロフィール",
    "home": "ホーム",
    "claim": "クレーム",
    "value": "値",
    "id_token": "ID トークン",
    "id_token_note": "サインイン時に Logto が署名したクレームです。",
    "id_token_raw": "トークンそのもの",
    "user_info": "ユーザー情報",
    "user_info_note": "アクセストークンで問い合わせたとき、いま Logto が返す内容です。",
    "failed": "サインインが完了しませんでした",
    "failed_note": "Logto または SDK からのメッセージ:",
    "unreachable": "Logto が応答しません",
    "unreachable_note": "Logto は起動していますか。LOGTO_ENDPOINT は正しいですか。",
    "again": "もう一度試す",
    "footer": "サンプルアプリ。接続先の Logto:",
}


def words_for(language: str) -> dict:
    return JAPANESE if language == "ja" else ENGLISH
