import Testing

@testable import CatalogIngest

private let secretNames = [
    "password", "DB_PASSWORD", "apiKey", "API_TOKEN", "HF_TOKEN", "aws_secret_access_key", "X-Amz-Signature",
    "client.secret", "token", "authToken", "OPENAI_API_KEY", "Authorization",
]
private let plainNames = [
    "max_tokens", "pad_token", "eos_token_id", "num_tokens", "tokenizer", "learning_rate", "author", "primary_key",
    "keyboard", "secretary", "bos_token", "tokens_per_second", "n_keys",
]
private let texts: [(String, String)] = [
    ("postgresql://ana:hunter2@db/shop", "postgresql://ana:****@db/shop"),
    ("https://ana:p@ss@host/x?y=1", "https://ana:****@host/x?y=1"),
    ("s3://lake/churn/train.parquet", "s3://lake/churn/train.parquet"),
    ("abfss://data@acc.dfs.core.windows.net/p", "abfss://data@acc.dfs.core.windows.net/p"),
    (
        "https://b.s3.amazonaws.com/k?X-Amz-Signature=abc123&X-Amz-Date=1",
        "https://b.s3.amazonaws.com/k?X-Amz-Signature=****&X-Amz-Date=1"
    ),
    ("python run.py --api-key abc --out x", "python run.py --api-key **** --out x"),
    ("TOKEN=abc python run.py", "TOKEN=**** python run.py"),
    ("{\"password\": \"hunter2\", \"rows\": 1}", "{\"password\": \"****\", \"rows\": 1}"),
    ("curl -H 'Authorization: Bearer abcdef123456'", "curl -H 'Authorization: Bearer ****'"),
    ("uses ghp_0123456789abcdefghijABCDEFGHIJ012345 to clone", "uses **** to clone"),
    ("key AKIAIOSFODNN7EXAMPLE here", "key **** here"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdef", "****"),
    ("the token: 5 of 7", "the token: 5 of 7"), ("max_tokens=512 temperature=0.2", "max_tokens=512 temperature=0.2"),
    ("推薦 α=0.1 “naïve”", "推薦 α=0.1 “naïve”"), ("", ""),
]

@Suite("Secrets in a source")
struct SourceSecretsTests {
    @Test("A name that says secret hides its value", arguments: secretNames)
    func secret(name: String) {
        #expect(SourceSecrets.value("s3cr3t value", named: name) == SourceSecrets.mask)
    }

    @Test("Words of language models and the like are no secrets", arguments: plainNames)
    func plain(name: String) {
        #expect(SourceSecrets.value("plain value", named: name) == "plain value")
        #expect(SourceSecrets.value("512", named: name) == "512")
    }

    @Test("Secrets are cut out of a text, the rest stays", arguments: texts)
    func text(before: String, after: String) {
        #expect(SourceSecrets.redacted(before) == after)
        #expect(SourceSecrets.redacted(after) == after, "what was cut is not cut again")
    }

    @Test("Environment variables are judged more strictly")
    func environment() {
        func value(_ name: String, _ value: String) -> String {
            SourceSecrets.value(value, named: name, isEnvironment: true)
        }
        #expect(value("WANDB_KEY", "abc") == SourceSecrets.mask)
        #expect(value("SENTRY_DSN", "https://x@sentry/1") == SourceSecrets.mask)
        #expect(value("SOMETHING", "q8Zt1LmVw93KxPz0YbN4RjD7") == SourceSecrets.mask)
        #expect(value("SOMETHING", "0123456789abcdef0123456789abcdef") == SourceSecrets.mask)
        #expect(value("GIT_COMMIT", "0123456789abcdef0123456789abcdef01234567").hasPrefix("0123"))
        #expect(value("RUN_DATE", "2024-05-02") == "2024-05-02")
        #expect(
            value("PYTHONPATH", "/srv/app:/srv/lib/python3.11/site-packages")
                == "/srv/app:/srv/lib/python3.11/site-packages")
    }
}
