/* Everything can be read without this script. Each part looks for its elements and does nothing without them. */

// Pages: colour scheme, tabs, copying

// Search as you type

// Try it, and the ladder
