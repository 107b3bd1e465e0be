"""Commands that print ratios against a peer measured in the same run. They assert nothing."""
