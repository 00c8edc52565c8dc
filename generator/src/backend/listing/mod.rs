//! API.txt
