//! A document of several files as one: each file stands at `x-files`, and references lead there.

use std::collections::VecDeque;
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value};

/// Where the files beside the root stand.
pub(crate) const FILES: &str = "x-files";

struct Bundle {
    /// In the order they are met; the root is the first.
    paths: Vec<PathBuf>,
    left: VecDeque<usize>,
}

/// Reads a document and every file that it leads to.
pub(crate) fn read(path: &Path) -> Result<Value, String> {
    let mut bundle = Bundle { paths: Vec::new(), left: VecDeque::new() };
    bundle.place(path)?;
    let mut files = Vec::new();
    while let Some(file) = bundle.left.pop_front() {
        let path = bundle.paths[file].clone();
        let mut value = parse(&path)?;
        bundle.redirect(&mut value, file, &path)?;
        files.push(value);
    }
    let mut root = files.remove(0);
    if !files.is_empty() {
        let files: Map<String, Value> =
            files.into_iter().enumerate().map(|(at, file)| ((at + 1).to_string(), file)).collect();
        root[FILES] = Value::Object(files);
    }
    Ok(root)
}

fn parse(path: &Path) -> Result<Value, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    if path.extension().is_some_and(|extension| extension == "json") {
        serde_json::from_str(&text).map_err(|error| error.to_string())
    } else {
        let value: serde_yaml::Value =
            serde_yaml::from_str(&short_numbers(&text)).map_err(|error| error.to_string())?;
        Ok(json(&value))
    }
}

/// Whole numbers beyond 64 bits as floats, as the parser refuses them.
fn short_numbers(text: &str) -> String {
    let line = |line: &str| {
        let number = line.rsplit(' ').next().unwrap_or_default();
        let long =
            number.len() > 18 && number.parse::<i128>().is_ok() && number.parse::<i64>().is_err();
        if long { format!("{line}.0\n") } else { format!("{line}\n") }
    };
    text.lines().map(line).collect()
}

/// YAML as JSON: keys are text, and numbers that JSON's do not reach are floats.
fn json(value: &serde_yaml::Value) -> Value {
    match value {
        serde_yaml::Value::Mapping(members) => Value::Object(
            members
                .iter()
                .map(|(key, member)| {
                    let other = || json(key).to_string();
                    (key.as_str().map_or_else(other, str::to_owned), json(member))
                })
                .collect(),
        ),
        serde_yaml::Value::Sequence(items) => items.iter().map(json).collect(),
        serde_yaml::Value::Number(number) => {
            serde_json::to_value(number).unwrap_or_else(|_| number.as_f64().into())
        }
        serde_yaml::Value::Tagged(tagged) => json(&tagged.value),
        serde_yaml::Value::Null | serde_yaml::Value::Bool(_) | serde_yaml::Value::String(_) => {
            serde_json::to_value(value).unwrap_or_default()
        }
    }
}

/// The name of a file as a reference spells it; of what is encoded, the corpus has spaces alone.
fn decoded(name: &str) -> String {
    name.replace("%20", " ")
}

impl Bundle {
    /// The number of a file.
    fn place(&mut self, path: &Path) -> Result<usize, String> {
        let path = path.canonicalize().map_err(|error| format!("{}: {error}", path.display()))?;
        if let Some(at) = self.paths.iter().position(|known| *known == path) {
            return Ok(at);
        }
        self.paths.push(path);
        self.left.push_back(self.paths.len() - 1);
        Ok(self.paths.len() - 1)
    }

    /// Makes every reference in a file lead to where its target will stand.
    fn redirect(&mut self, value: &mut Value, file: usize, path: &Path) -> Result<(), String> {
        match value {
            Value::Object(object) => object.iter_mut().try_for_each(|(key, member)| {
                if key == "$ref"
                    && let Value::String(reference) = member
                {
                    *reference = self.target(reference, file, path)?;
                    Ok(())
                } else if key == "mapping"
                    && let Value::Object(mapping) = member
                {
                    mapping.values_mut().try_for_each(|target| self.retarget(target, file, path))
                } else {
                    self.redirect(member, file, path)
                }
            }),
            Value::Array(items) => {
                items.iter_mut().try_for_each(|item| self.redirect(item, file, path))
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Ok(()),
        }
    }

    /// The same of a target in a mapping, which may be the name of a component.
    fn retarget(&mut self, target: &mut Value, file: usize, path: &Path) -> Result<(), String> {
        let Value::String(text) = target else { return self.redirect(target, file, path) };
        let extension = Path::new(text).extension();
        let is_file = extension.is_some_and(|extension| extension == "yaml" || extension == "json");
        if is_file || text.contains('#') {
            *text = self.target(text, file, path)?;
        }
        Ok(())
    }

    fn target(&mut self, reference: &str, file: usize, path: &Path) -> Result<String, String> {
        let (name, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let file = match name {
            "" => file,
            name if name.contains("://") => {
                return Err(format!("{reference} leads to the network"));
            }
            name => self.place(&path.parent().unwrap_or(path).join(decoded(name)))?,
        };
        let place = if file == 0 { String::new() } else { format!("/{FILES}/{file}") };
        Ok(format!("#{place}{fragment}"))
    }
}
