"""The guard, the recording client and the browser's relay."""
