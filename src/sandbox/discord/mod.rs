//! A simulated Discord: REST, gateway, and the people in a channel.
