//! Addresses of services and mirrors.

/// Whether the address is on this machine; such addresses are never reached through a proxy.
pub(super) fn is_local(address: &str) -> bool {
    let host = address.split_once("://").map_or(address, |(_, rest)| rest);
    ["localhost", "127.", "[::1]"].iter().any(|local| host.starts_with(local))
}
