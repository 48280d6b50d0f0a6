//! Every test of Grendel that looks at it from outside.

mod command_files;
