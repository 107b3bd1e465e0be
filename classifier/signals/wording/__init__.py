"""Tables of phrases, a module a family, in the nine languages: data that signals look up."""
