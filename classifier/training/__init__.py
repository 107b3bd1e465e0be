"""Labelled mail → an exported model, and proof of how it does on sources that it never saw.

The only user of scikit-learn; imported by ``coldsieve train`` and ``coldsieve evaluate`` alone.
"""
