"""Training of the attribution tagger: ``python -m train.attribution --data DIR --out DIR``."""
