//! Any bytes, as a document in YAML or JSON: generating from it and rendering its findings ends, and does not panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use specwright::{Config, Format, generate_texts};

fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let name = if text.starts_with('{') { "openapi.json" } else { "openapi.yaml" };
    let config = Config::for_document(name);
    let generation = generate_texts(&config, &[(name.to_owned(), text)].into());
    let generation = generation.expect("the document is in memory");
    for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
        std::hint::black_box(generation.findings().render(format, false));
    }
    std::hint::black_box(generation.files().count());
});
