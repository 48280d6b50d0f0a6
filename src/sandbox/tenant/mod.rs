//! A simulated Microsoft tenant: tokens, Graph, and accounts that tell stories.
