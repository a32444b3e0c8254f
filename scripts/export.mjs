// The build puts the real script here; a clone has only its sources.
import './dev/not-built.mjs';
