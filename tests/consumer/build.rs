//! What a user's build script looks like.

fn main() -> Result<(), specwright::Error> {
    specwright::Builder::new("ports.yaml").name("Ports").generate()
}
