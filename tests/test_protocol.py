"""What an endpoint may do wrong: each is an error in one line, within the time there is."""

from collections.abc import Iterator

import pytest

import misbehaving as fake
from immunograph.errors import BadParameter, StoreFailed, TimedOut
from immunograph.rdf import read_results
from immunograph.remote import protocol
from immunograph.remote.protocol import RESULTS, TRIPLES, Address, Connection, Limits
from misbehaving import ROWS, TRUE, Behaviour, answer

SHORT = Limits(connect=1, whole=1.5, attempts=3, most_bytes=1 << 20)
TRIPLE = b"<urn:a> <urn:b> <urn:c> .\n"


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(protocol, "_FIRST_PAUSE", 0.02)
    for name in ("USER", "PASSWORD", "TOKEN"):
        monkeypatch.delenv(f"IMMUNOGRAPH_STORE_{name}", raising=False)
    yield


def asked(endpoint: fake.Endpoint, kind: str = RESULTS, limits: Limits = SHORT) -> bytes:
    return Connection(Address.read(endpoint.url), limits).ask("ASK {}", kind).body


@pytest.mark.parametrize(
    ("behaviour", "kind", "error", "message"),
    [
        (fake.cut(ROWS), RESULTS, StoreFailed, "the answer was cut off"),
        (fake.cut_in_chunks(ROWS), RESULTS, StoreFailed, "the answer was cut off|broke"),
        (fake.cut(TRIPLE * 2, TRIPLES), TRIPLES, StoreFailed, "the answer was cut off"),
        (fake.unframed(TRIPLE, TRIPLES), TRIPLES, StoreFailed, "whether the answer is whole"),
        (fake.zipped(100 << 20), RESULTS, StoreFailed, "compressed, which was not asked for"),
        (fake.endless(), RESULTS, StoreFailed, "the answer has more than 1048576 bytes"),
        (fake.silent, RESULTS, TimedOut, "no answer within 1.5 s"),
        (
            fake.dripping(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 99, 0.05),
            RESULTS,
            TimedOut,
            "no answer within",
        ),
        (
            fake.dripping(fake._head("200 OK", {"Content-Type": RESULTS}) + b" " * 999, 0.005),
            RESULTS,
            TimedOut,
            "no answer within",
        ),
        (
            answer(b"<html>", kind="text/html; charset=utf-8"),
            RESULTS,
            StoreFailed,
            "answered with text/html where",
        ),
        (answer(TRUE, kind="text/csv"), RESULTS, StoreFailed, "answered with text/csv where"),
        (answer(TRUE, kind=""), RESULTS, StoreFailed, "nothing that is named"),
        (
            answer(b"", "302 Found", Location="http://127.0.0.1:1/x"),
            RESULTS,
            StoreFailed,
            "points elsewhere, which is not followed",
        ),
        (
            answer(b"", "301 Moved", Location="file:///etc/passwd"),
            RESULTS,
            StoreFailed,
            "points elsewhere",
        ),
        (
            answer(b"who?", "401 Unauthorized"),
            RESULTS,
            StoreFailed,
            "set IMMUNOGRAPH_STORE_USER and",
        ),
        (answer(b"no", "403 Forbidden"), RESULTS, StoreFailed, "refuses whoever asks"),
        (
            answer(b"<h1>lost</h1>", "404 Not Found", "text/html"),
            RESULTS,
            StoreFailed,
            "answered 404$",
        ),
        (answer(b"boom", "500 Oops", "text/plain"), RESULTS, StoreFailed, "answered 500: boom"),
        (answer(b"later", "503 Busy"), RESULTS, StoreFailed, "answered 503"),
        (
            answer(b"x" * 9000, "418 I\x07am", "text/plain"),
            RESULTS,
            StoreFailed,
            r"answered 418: x{300}\.\.\.$",
        ),
        (fake.reset, RESULTS, StoreFailed, "the connection broke"),
        (fake.raw(b""), RESULTS, StoreFailed, "the connection broke"),
        (fake.raw(b"SSH-2.0-OpenSSH_9.2\r\n"), RESULTS, StoreFailed, "the connection broke"),
        (
            fake.raw(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n"),
            RESULTS,
            StoreFailed,
            "the connection broke",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and "/" not in value else "",
)
def test_what_an_endpoint_does_wrong_is_said(
    behaviour: Behaviour, kind: str, error: type[StoreFailed], message: str
) -> None:
    with fake.endpoint(behaviour) as endpoint, pytest.raises(error, match=message) as raised:
        asked(endpoint, kind)
    said = str(raised.value)
    assert "\n" not in said
    assert said.isprintable()
    assert len(said) < 500
    assert f"http://127.0.0.1:{endpoint.port}/sparql" in said


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"null",
        b"[]",
        ROWS[:-1],
        b'{"head": {"vars": ["x"]}}',
        b'{"results": {"bindings": []}}',
        ROWS.replace(b'"x"', b'"y"', 1),
        b'{"head": {"vars": ["x", "x"]}, "results": {"bindings": []}}',
        b"[" * 100_000,
        ROWS.replace(b'"a"', b'"\xff"'),
        ROWS.replace(b"literal", b"uri").replace(b'"a"', b'"not an iri <"'),
        ROWS + b"The SPARQL operation has been cancelled",
    ],
)
def test_results_that_are_none_are_refused(body: bytes) -> None:
    with pytest.raises(StoreFailed, match="the results cannot be read"):
        read_results(body)


@pytest.mark.parametrize(
    "first",
    [
        answer(b"", "503 Busy"),
        answer(b"", "502 Bad"),
        answer(b"", "429 Slow", Retry_After="0"),
        fake.reset,
    ],
)
def test_what_may_pass_is_tried_again(first: Behaviour) -> None:
    with fake.endpoint(first, first, answer(TRUE)) as endpoint:
        assert asked(endpoint) == TRUE
    assert len(endpoint.requests) == 3


@pytest.mark.parametrize("status", ["400 Bad", "401 Who", "404 Lost", "500 Oops", "302 Found"])
def test_what_does_not_pass_is_not_tried_again(status: str) -> None:
    with (
        fake.endpoint(answer(b"no", status), answer(TRUE)) as endpoint,
        pytest.raises(StoreFailed),
    ):
        asked(endpoint)
    assert len(endpoint.requests) == 1


def test_one_that_asks_to_wait_is_not_asked_before(monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    with fake.endpoint(answer(b"", "429 Slow", Retry_After="1"), answer(TRUE)) as endpoint:
        assert asked(endpoint) == TRUE
    assert waited == [1]


def test_one_that_asks_to_wait_for_too_long_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    waited: list[float] = []
    monkeypatch.setattr("time.sleep", waited.append)
    with (
        fake.endpoint(answer(b"", "429 Slow", Retry_After="3600")) as endpoint,
        pytest.raises(StoreFailed, match="answered 429"),
    ):
        asked(endpoint)
    assert waited == []


def test_where_nobody_listens_is_said_after_some_attempts() -> None:
    with fake.endpoint() as endpoint:
        pass
    with pytest.raises(StoreFailed, match=r"it cannot be reached: .*refused"):
        asked(endpoint)


def test_a_host_that_does_not_exist_is_said() -> None:
    connection = Connection(Address.read("http://nowhere.invalid/sparql"), SHORT)
    with pytest.raises(StoreFailed, match=r"nowhere\.invalid/sparql: there is no such host"):
        connection.ask("ASK {}", RESULTS)


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "begins with http"),
        ("sparql", "begins with http"),
        ("ftp://host/x", "begins with http"),
        ("file:///etc/passwd", "begins with http"),
        ("http://", "begins with http"),
        ("http://host:port/", "address of the store is none"),
        ("http://[::1/", "address of the store is none"),
        ("http://host/a b", "a space or a control"),
        ("http://host/\r\nX: y", "a space or a control"),
    ],
)
def test_what_is_no_address_is_refused(url: str, message: str) -> None:
    with pytest.raises(BadParameter, match=message):
        Address.read(url)


def test_the_graphs_of_an_address_are_asked() -> None:
    with fake.endpoint(answer(TRUE)) as endpoint:
        url = f"{endpoint.url}?x=1&default-graph-uri=urn%3Ag"
        Connection(Address.read(url), SHORT).ask("ASK {}", RESULTS)
    (request,) = endpoint.requests
    assert request.startswith(b"POST /sparql?x=1 HTTP/1.1\r\n")
    assert request.endswith(b"query=ASK+%7B%7D&default-graph-uri=urn%3Ag")
    assert b"\r\nAccept-Encoding: identity\r\n" in request


# -- who asks ------------------------------------------------------------------------------------

BASIC = answer(b"", "401 Who", WWW_Authenticate='Basic realm="x"')
DIGEST = answer(
    b"", "401 Who", WWW_Authenticate='Digest realm="x", nonce="n1", qop="auth", algorithm=MD5'
)


def test_a_password_is_sent_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_STORE_USER", "müller")
    monkeypatch.setenv("IMMUNOGRAPH_STORE_PASSWORD", "gehêim")
    with fake.endpoint(BASIC, answer(TRUE)) as endpoint:
        assert asked(endpoint) == TRUE
    assert b"Authorization" not in endpoint.requests[0]
    assert b"Authorization: Basic bcO8bGxlcjpnZWjDqmlt\r\n" in endpoint.requests[1]


def test_a_digest_does_not_tell_the_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_STORE_USER", "dba")
    monkeypatch.setenv("IMMUNOGRAPH_STORE_PASSWORD", "secret")
    with fake.endpoint(DIGEST, answer(TRUE)) as endpoint:
        assert asked(endpoint) == TRUE
    assert b'Authorization: Digest username="dba", realm="x", nonce="n1"' in endpoint.requests[1]
    assert b'uri="/sparql"' in endpoint.requests[1]
    assert b"secret" not in b"".join(endpoint.requests)


def test_a_token_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_STORE_TOKEN", "abc")
    with fake.endpoint(answer(TRUE)) as endpoint:
        asked(endpoint)
    assert b"Authorization: Bearer abc\r\n" in endpoint.requests[0]


@pytest.mark.parametrize("challenge", [BASIC, DIGEST])
def test_a_wrong_password_is_tried_once_and_never_said(
    challenge: Behaviour, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IMMUNOGRAPH_STORE_PASSWORD", "geheim-23")
    with fake.endpoint(challenge) as endpoint:
        address = Address.read(endpoint.url.replace("http://", "http://me:wrong-42@"))
        with pytest.raises(StoreFailed, match="answered 401") as raised:
            Connection(address, SHORT).ask("ASK {}", RESULTS)
    assert len(endpoint.requests) == 2
    told = f"{raised.value}{raised.value!r}{address}{address!r}{Connection(address)!r}"
    assert "geheim-23" not in told
    assert "wrong-42" not in told


@pytest.mark.parametrize("name", ["USER", "PASSWORD", "TOKEN"])
def test_credentials_that_cannot_be_sent_are_refused(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(f"IMMUNOGRAPH_STORE_{name}", "a\r\nX: y")
    with pytest.raises(BadParameter, match=f"IMMUNOGRAPH_STORE_{name} has a character"):
        Connection(Address.read("http://127.0.0.1:9/")).ask("ASK {}", RESULTS)
