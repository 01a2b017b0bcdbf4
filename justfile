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

# The user interface as it is written, at http://127.0.0.1:5173, over a server (THROUGHLINE_URL, or `throughline demo`)
ui:
    cd ui && npm ci && npm run dev

# What of the user interface needs no server: types, pure parts, budgets of the built files
ui-check:
    cd ui && npm run check && npm test

# The pictures of the README, of a server with the sample company
screenshots url user password:
    cd ui && SIZES=desktop THEMES=light node e2e/screenshots.mjs {{url}} {{user}} {{password}} ../docs/images \
        '/customers?first=H42935965=person' '/data/live=live'

# How fast the user interface is, against a server with the sample company
bench-ui url user password:
    node bench/ui.mjs {{url}} {{user}} {{password}}

# The table of docs/benchmarks.md
bench:
    cargo build --release
    cargo run --release -p throughline-bench -- report --throughline target/release/throughline

# How fast an event log is read; bench/pm4py_rate.py says the same of PM4Py
bench-event-log file:
    cargo run --release -p throughline-bench -- event-log {{file}}

# The table of docs/journeys.md: journey functions beside bare loops, in memory
bench-journeys *options:
    cargo run --release -p throughline-bench -- journeys {{options}}

# How fast shares of R2 are found; bench/peers/shapley.py says the same of numpy
bench-drivers *options:
    cargo run --release -p throughline-bench -- drivers {{options}}

# The table of docs/scores.md: how often intervals of a net promoter score hold it
coverage:
    cargo run --release -p throughline-bench -- coverage

# The second table of docs/journeys.md: the same questions asked of a running server, over its own copy of the log
bench-served *options:
    cargo build --release
    cargo run --release -p throughline-bench -- served --throughline target/release/throughline {{options}}

# How well and how fast texts are understood; bench/text_peers.py says the same of others
bench-text *options:
    cargo run --release -p throughline-bench -- text {{options}}

# kill -9 under load, a thousand rounds
torture:
    THROUGHLINE_TORTURE_ROUNDS=1000 cargo test -p throughline --test it survival -- --nocapture

# Freeze what this version writes, as the store of the release before (when a version is released)
fixture:
    scripts/fixture

# Fuzz a parser: segment, cloudevent, mapping, row, xes, ocel, tcf or text (needs a nightly toolchain and cargo-fuzz)
fuzz parser:
    cd fuzz && cargo +nightly fuzz run {{parser}}

# The document of the API that pages are made from, and their types
api:
    THROUGHLINE_BLESS=1 cargo test -p throughline --test it the_document_of_the_api
    cd ui && npm run schema

# Every page in a real Chromium, against the sample company
e2e:
    cargo test -p throughline --test it every_page_in_a_real_browser -- --nocapture
