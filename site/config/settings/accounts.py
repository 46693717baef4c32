"""Accounts: django-allauth is the only way in."""

from django.urls import reverse_lazy

from config.settings.base import TRUSTED_PROXIES

AUTH_USER_MODEL = "accounts.User"
# It also answers Django's questions about permissions.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
# Rule 51 says why each. `ip` is a network: a school's whole staff room has one address.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",  # right or wrong: against a flood, not against guessing
    "password_network": "60/m/ip,300/h/ip",
    "password_account": "5/300s/key",
    "password_device": "5/300s/key",  # one that signed in before
    "login_failed": "60/m/ip,5/300s/key",  # wrong codes of an authenticator app
    "signup": "60/m/ip,200/h/ip",
    "request_login_code": "60/m/ip,3/m/key",
    "request_login_code_known": "3/m/key",
    "reset_password": "60/m/ip,5/m/key",
    "reset_password_from_key": "60/m/ip",
}
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/my/"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
MFA_ADAPTER = "accounts.sign_in.adapter.SecondFactorAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_SIGNUP_FORM_CLASS = "accounts.forms.person.SignupForm"
ACCOUNT_FORMS = {
    "login": "accounts.forms.sign_in.LoginForm",
    "signup": "accounts.forms.sign_in.SignupForm",
    "request_login_code": "accounts.forms.sign_in.RequestLoginCodeForm",
    "confirm_login_code": "accounts.forms.sign_in.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "accounts.forms.sign_in.ConfirmEmailCodeForm",
    "add_email": "accounts.forms.sign_in.EmailChangeForm",
    "change_password": "accounts.forms.sign_in.PasswordChangeForm",
    "set_password": "accounts.forms.sign_in.PasswordSetForm",
    "reset_password": "accounts.forms.sign_in.PasswordResetForm",
    "reset_password_from_key": "accounts.forms.sign_in.PasswordResetKeyForm",
    "reauthenticate": "accounts.forms.sign_in.ReauthenticateForm",
}
MFA_FORMS = {
    "authenticate": "accounts.forms.second_factor.AuthenticateForm",
    "reauthenticate": "accounts.forms.second_factor.ReauthenticateForm",
    "activate_totp": "accounts.forms.second_factor.AppActivateForm",
    "deactivate_totp": "accounts.forms.second_factor.AppDeactivateForm",
    "generate_recovery_codes": "accounts.forms.second_factor.RecoveryCodesForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# A code is good for 10 minutes (ASVS 6.5.5) and 3 tries; a link that resets, for an hour.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
PASSWORD_RESET_TIMEOUT = 60 * 60
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False  # the session ends with the browser
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Upstander"
MFA_TOTP_TOLERANCE = 1  # half a minute to either side; our forms take a code only once

ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
