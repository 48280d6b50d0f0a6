//! Lists the files that are built into the program, so that a new command or a new language needs no line of Rust.
//!
//! Each list is an array of pairs, written into `OUT_DIR` and read with `include!`. The Fluent files of `locales/` are also loaded by
//! `static_loader!`, which looks for them itself.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> Result<(), Box<dyn Error>> {
    // Cargo looks for changes in the whole folder, so a new file also makes `static_loader!` run again.
    println!("cargo::rerun-if-changed=commands");
    println!("cargo::rerun-if-changed=locales");
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let commands = entries(&root, "commands")?
        .into_iter()
        .filter(|path| Path::new(path).extension().is_some_and(|extension| extension == "toml"));
    write_list("commands.rs", &root, commands)?;
    let languages = entries(&root, "locales")?;
    for file in ["commands.toml", "mail-folders.ftl"] {
        let paths = languages.iter().map(|folder| format!("{folder}/{file}"));
        let name = format!("locale_{}.rs", file.split_once('.').map_or(file, |(stem, _)| stem).replace('-', "_"));
        write_list(&name, &root, paths.filter(|path| root.join(path).is_file()))?;
    }
    Ok(())
}

/// Returns the paths of everything in a folder, relative to the package, sorted.
fn entries(root: &Path, folder: &str) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(root.join(folder))?;
    let path = |entry: io::Result<fs::DirEntry>| Ok(format!("{folder}/{}", entry?.file_name().to_string_lossy()));
    let mut paths = entries.map(path).collect::<io::Result<Vec<String>>>()?;
    paths.sort();
    Ok(paths)
}

/// Writes an array of pairs: the path of each file and its text.
fn write_list(name: &str, root: &Path, paths: impl Iterator<Item = String>) -> Result<(), Box<dyn Error>> {
    let mut list = "&[\n".to_owned();
    for path in paths {
        // `{:?}` quotes a path as a string literal of Rust, whatever is in it.
        let file = root.join(&path).display().to_string();
        writeln!(list, "    ({path:?}, include_str!({file:?})),")?;
    }
    list += "]\n";
    fs::write(Path::new(&env::var("OUT_DIR")?).join(name), list)?;
    Ok(())
}
