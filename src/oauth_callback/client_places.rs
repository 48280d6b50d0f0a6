//! The places of clients: so many connections each.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

use super::client_address::counted_address;

/// Counts the places that are taken, by client address. Clones share the counts.
#[derive(Clone)]
pub(super) struct ClientPlaces {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    places_max: usize,
}

/// A place, which is free again when this is dropped.
pub(super) struct ClientPlace {
    taken: Arc<Mutex<HashMap<IpAddr, usize>>>,
    client: IpAddr,
}

impl ClientPlaces {
    /// Allows each client so many places.
    pub(super) fn new(places_max: usize) -> Self {
        Self { taken: Arc::default(), places_max }
    }

    /// Takes a place. Returns `None` if this client has all of its places taken.
    pub(super) fn take(&self, client: IpAddr) -> Option<ClientPlace> {
        let client = counted_address(client);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let count = taken.entry(client).or_default();
        if *count >= self.places_max {
            return None;
        }
        *count += 1;
        Some(ClientPlace { taken: Arc::clone(&self.taken), client })
    }
}

impl Drop for ClientPlace {
    fn drop(&mut self) {
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        // Removed at zero, so that the map is no larger than the number of connections.
        if let Some(count) = taken.get_mut(&self.client) {
            *count -= 1;
            if *count == 0 {
                taken.remove(&self.client);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_client_has_its_places_and_takes_none_from_others() {
        let places = ClientPlaces::new(2);
        let (one, other): (IpAddr, IpAddr) = ("203.0.113.9".parse().unwrap(), "203.0.113.10".parse().unwrap());
        let (first, second) = (places.take(one).unwrap(), places.take(one).unwrap());
        assert!(places.take(one).is_none());
        assert!(places.take(other).is_some());
        drop(first);
        assert!(places.take(one).is_some());
        drop(second);
        assert!(places.taken.lock().unwrap().is_empty(), "a client that left is still counted");
    }
}
