//! When an answer is taken, and when it is too late.
