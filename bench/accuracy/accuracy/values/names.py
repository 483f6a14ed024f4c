"""Names under which secrets travel. Each seed takes its own selection, so no list can be learned by heart."""

TOKEN_PARAMETERS = """access_token accessToken token auth_token authToken id_token refresh_token refreshToken refresh
api_token apiToken invite_token inviteToken invitation_token magic magic_token magicLinkToken sso_ticket ssoTicket ticket
sso_token sig reset_token resetToken confirmation_token verify_token verification_token email_token session_token
sessionToken session_id sessionid csrf_token csrfmiddlewaretoken xsrfToken device_token pushToken fcm_token upload_token
uploadToken download_token share_token access_key client_secret clientSecret app_secret secret secret_key signing_secret
webhook_secret bearer_token oauth_token oauth_verifier user_token guest_token cart_token payment_token card_token jwt
id_token_hint subject_token actor_token assertion client_assertion SAMLResponse code_verifier device_code unlock_token
activation_key activationKey login_token one_time_token otp_token remember_token persistent_token""".split()
API_KEY_PARAMETERS = "apiKey api_key apikey x-api-key api-key appKey subscription-key developer_key appApiKey".split()
SIGNATURE_PARAMETERS = "signature sig hmac X-Signature request_signature url_signature".split()
TOKEN_HEADERS = """X-Auth-Token X-Access-Token X-Session-Token X-Refresh-Token X-Device-Token X-User-Token X-Id-Token
X-Amz-Security-Token X-Vault-Token X-Gitlab-Token Private-Token X-Csrftoken X-Xsrf-Token X-Forwarded-Access-Token
X-Client-Secret X-Webhook-Secret X-Jwt-Assertion X-Magic-Token X-Auth X-Authorization X-Sso-Ticket X-Goog-Iap-Jwt-Assertion
Proxy-Authorization X-App-Token X-Shop-Access-Token X-Secret-Key""".split()
API_KEY_HEADERS = "X-Api-Key Api-Key X-Goog-Api-Key Ocp-Apim-Subscription-Key X-Api-Token X-Partner-Key Apikey".split()
SIGNATURE_HEADERS = "X-Hub-Signature-256 X-Signature X-Shop-Hmac-Sha256 Stripe-Signature X-Webhook-Signature X-Slack-Signature".split()
PASSWORD_NAMES = """password passwd pwd old_password new_password1 new_password2 passphrase user[password] newPassword
currentPassword db_password smtp_password PASSWORD user_pass password_confirmation""".split()
EMAIL_NAMES = "email e_mail userEmail to recipient contact login username q customer_email reply_to emailAddress owner cc".split()
PHONE_NAMES = "phone phone_number mobile tel msisdn whatsapp phoneNumber cell fax contact_number sms_to telephone mobileNumber".split()
SESSION_COOKIES = "sessionid shop_session sid auth_session connect.sid remember_me jwt access_token csrftoken refresh_token id_token sso".split()
SCHEMES = ["Bearer", "Bearer", "Bearer", "Token", "JWT", "bearer", "BEARER", "ApiKey", "Api-Key", "DPoP", "OAuth", "Session"]
SECRET_PATHS = "reset invite invitations magic magic-link verify verify-email activate confirm unsubscribe share i s/l join unlock".split()
HARMLESS_PARAMETERS = {
    "page": "{n}", "limit": "50", "sort": "-created", "cursor": "{n}", "lang": "en-GB", "author": "Jane Doe", "authors[]": "lee",
    "token_type": "bearer", "token_count": "{n}", "expires_in": "3600", "grant_type": "refresh_token", "scope": "openid profile",
    "response_type": "code", "code_challenge_method": "S256", "utm_source": "newsletter", "keyboard": "qwerty", "key_id": "{n}",
    "monkey": "banana", "tokenizer": "wordpiece", "password_reset": "true", "passenger": "2", "secretary": "Mrs Smith",
    "v": "1.2.{n}", "sku": "SKU-{n}", "isbn": "978-3-16-148410-0", "lat": "48.137154", "lon": "11.576124", "ts": "17637{n}488",
    "order": "ORD-2026-{n}", "request_id": "{uuid}", "trace": "{hex}", "sha": "{sha}", "etag": 'W/"{hex}"', "price": "19.99",
    "zip": "80331", "ip": "203.0.113.9", "size": "{n}", "email_verified": "true", "phone_verified": "false", "signed_in": "yes",
    "session_count": "3", "cookie_consent": "accepted", "auth_method": "totp", "authority": "shop", "api_version": "2026-11-01",
}  # fmt: skip
