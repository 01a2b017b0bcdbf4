# Short names for what is done often. `scripts/test` needs no just.

# Format, lints, types
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- -D warnings

# Every test
test:
    scripts/test

# Accept changed snapshots
bless:
    INSTA_UPDATE=always cargo test --workspace

# The table of docs/benchmarks.md
bench:
    cargo build --release
    cargo run --release -p throughline-bench -- report --throughline target/release/throughline

# kill -9 under load, a thousand rounds
torture:
    THROUGHLINE_TORTURE_ROUNDS=1000 cargo test -p throughline --test it survival -- --nocapture

# Freeze what this version writes, as the store of the release before (when a version is released)
fixture:
    scripts/fixture

# Fuzz a parser: segment, cloudevent, mapping, row or tcf (needs a nightly toolchain and cargo-fuzz)
fuzz parser:
    cd fuzz && cargo +nightly fuzz run {{parser}}

# The document of the API that pages are made from, and their types
api:
    THROUGHLINE_BLESS=1 cargo test -p throughline --test it the_document_of_the_api
    cd ui && npm run api

# The user interface while it is worked on, against a server on 127.0.0.1:7070
ui:
    cd ui && npm run dev
