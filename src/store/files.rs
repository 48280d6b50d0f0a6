//! Files and folders: private to their owner, copied completely, and on disk before anything depends on them.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// The number of bytes that are compared at once.
const COMPARED_BYTES: usize = 64 * 1024;

/// Creates a folder and its parents with access for their owner only, because the journal names people. They are on disk when
/// this returns.
pub(super) fn create_private_folder(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    create_private_folder(parent)?;
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)?;
    sync_folder(parent)
}

/// Takes away the access of others from a folder and everything below. Returns the number of files and folders that others
/// had access to.
#[cfg(unix)]
pub(super) fn make_private(folder: &Path) -> io::Result<usize> {
    use std::os::unix::fs::PermissionsExt as _;
    const OTHERS: u32 = 0o077;
    let mut permissions = fs::metadata(folder)?.permissions();
    let mut wider = 0;
    if permissions.mode() & OTHERS != 0 {
        permissions.set_mode(permissions.mode() & !OTHERS);
        fs::set_permissions(folder, permissions)?;
        wider += 1;
    }
    if folder.is_dir() {
        for path in sorted_paths(folder)? {
            wider += make_private(&path)?;
        }
    }
    Ok(wider)
}

/// Access control lists of other systems are not changed.
#[cfg(not(unix))]
pub(super) fn make_private(_: &Path) -> io::Result<usize> {
    Ok(0)
}

/// Brings the names in a folder to disk. Windows has no such call and needs none.
pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Brings every file and folder below `folder`, and `folder` itself, to disk.
pub(super) fn sync_all_below(folder: &Path) -> io::Result<()> {
    for path in sorted_paths(folder)? {
        if path.is_dir() {
            sync_all_below(&path)?;
        } else {
            OpenOptions::new().write(true).open(&path)?.sync_all()?;
        }
    }
    sync_folder(folder)
}

/// Copies a folder with all its content. The copy is not on disk when this returns; see [`sync_all_below`].
pub(super) fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    create_private_folder(to)?;
    for path in sorted_paths(from)? {
        let Some(name) = path.file_name() else { continue };
        if path.is_dir() {
            copy_folder(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name))?;
        }
    }
    Ok(())
}

/// Removes a folder if it exists.
pub(super) fn remove_folder(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Returns true if `file` is a file that is not empty.
pub(super) fn has_content(file: &Path) -> bool {
    fs::metadata(file).is_ok_and(|metadata| metadata.is_file() && metadata.len() > 0)
}

/// Returns true if two folders hold the same names with the same bytes.
pub(super) fn same_content(one: &Path, other: &Path) -> io::Result<bool> {
    let (paths, others) = (sorted_paths(one)?, sorted_paths(other)?);
    if paths.len() != others.len() {
        return Ok(false);
    }
    for (path, other) in paths.iter().zip(&others) {
        let is_same = path.file_name() == other.file_name()
            && match (path.is_dir(), other.is_dir()) {
                (true, true) => same_content(path, other)?,
                (false, false) => same_bytes(path, other)?,
                _ => false,
            };
        if !is_same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the paths in a folder, sorted by name.
pub(super) fn sorted_paths(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = fs::read_dir(folder)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    paths.sort();
    Ok(paths)
}

/// Returns true if two files hold the same bytes.
fn same_bytes(one: &Path, other: &Path) -> io::Result<bool> {
    let length = fs::metadata(one)?.len();
    if length != fs::metadata(other)?.len() {
        return Ok(false);
    }
    let (mut one, mut other) = (File::open(one)?, File::open(other)?);
    let (mut bytes, mut others) = (vec![0; COMPARED_BYTES], vec![0; COMPARED_BYTES]);
    let mut left = length;
    while left > 0 {
        let count = usize::try_from(left).map_or(COMPARED_BYTES, |left| left.min(COMPARED_BYTES));
        one.read_exact(&mut bytes[..count])?;
        other.read_exact(&mut others[..count])?;
        if bytes[..count] != others[..count] {
            return Ok(false);
        }
        left -= count as u64;
    }
    Ok(true)
}
