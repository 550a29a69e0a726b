"""Signatures and encryption of events, against the vectors of facts A8."""

from publishing.channels.wechat.sandbox import event_crypto


def test_the_official_signature_example() -> None:
    assert event_crypto.signature("AAAAA", "1714037059", "486452656") == (
        "899cf89e464efb63f54ddac96b0a0a235f53aa78"
    )


def test_the_encryption_vector() -> None:
    sealed = event_crypto.encrypt(
        "<xml><ToUserName><![CDATA[gh_1]]></ToUserName></xml>",
        aes_key="abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG",
        appid="wx0123456789abcdef",
        salt=b"0123456789abcdef",
    )
    assert sealed == (
        "Q3stYC6hdFzMh9T8HCvyDIqws7/d8koJ8JwLxrb8SOsy7d/eUIN4zcaCgrROWzAcpmAhKCc1rphLsoCai3bw1xRavIvo"
        "Q50GsbwOLagMxVXA5Gn2Dh47kt2VyDjgHssJ"
    )
    assert event_crypto.signature("spamtest", "1700000000", "nonce", sealed) == (
        "0e8a56997226c4460aae95b7fa8b43af102b9637"
    )
