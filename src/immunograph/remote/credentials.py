"""Who asks an endpoint: a name and a password, or a token, from the environment.

Nothing is sent before the endpoint asks for it, but for a token; a password goes in clear only
to an endpoint that asks for it in clear.
"""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field

from immunograph.errors import BadParameter

USER, PASSWORD = "IMMUNOGRAPH_STORE_USER", "IMMUNOGRAPH_STORE_PASSWORD"
TOKEN = "IMMUNOGRAPH_STORE_TOKEN"


@dataclass
class Credentials:
    """What is known of who asks, and the challenge that the endpoint gave last."""

    user: str = field(default="", repr=False)
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    _challenge: str = field(default="", repr=False)

    @classmethod
    def read(
        cls, environment: Mapping[str, str], user: str = "", password: str = ""
    ) -> "Credentials":
        """Those of the environment, else those given. Raises `BadParameter` for no header."""
        given = (
            environment.get(USER) or user,
            environment.get(PASSWORD) or password,
            environment.get(TOKEN, ""),
        )
        for name, value in zip((USER, PASSWORD, TOKEN), given, strict=True):
            if not value.isprintable():
                raise BadParameter(f"{name} has a character in it that cannot be sent")
        if not given[2].isascii():
            raise BadParameter(f"{TOKEN} has a character in it that cannot be sent")
        return cls(*given)

    def header(self, target: str) -> dict[str, str]:
        """What is sent with a request to a path, of the kind that the endpoint wants."""
        if self.token:
            return {"Authorization": f"Bearer {self.token}"}
        scheme, _, challenge = self._challenge.partition(" ")
        if scheme.lower() == "digest":
            return {"Authorization": f"Digest {self._digest(challenge, target)}"}
        if scheme.lower() == "basic":
            pair = f"{self.user}:{self.password}".encode()
            return {"Authorization": f"Basic {base64.b64encode(pair).decode()}"}
        return {}

    def may_answer(self, challenge: str) -> bool:
        """Whether there is something to send that was not sent yet."""
        scheme = challenge.partition(" ")[0].lower()
        is_new = not self._challenge or "stale=true" in challenge.lower()
        if self.token or not self.user or scheme not in {"basic", "digest"} or not is_new:
            return False
        self._challenge = challenge
        return True

    def _digest(self, challenge: str, target: str) -> str:
        from urllib import request  # noqa: PLC0415 (slow to import)

        passwords = request.HTTPPasswordMgrWithDefaultRealm()
        wanted = request.parse_keqv_list(
            [p for p in request.parse_http_list(challenge) if "=" in p]
        )
        url = f"http://endpoint{target}"
        passwords.add_password(wanted.get("realm"), url, self.user, self.password)
        handler = request.HTTPDigestAuthHandler(passwords)
        asked = request.Request(url, data=b"", method="POST")
        return handler.get_authorization(asked, wanted) or ""
