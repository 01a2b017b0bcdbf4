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
