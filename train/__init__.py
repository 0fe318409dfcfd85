"""How every weight of onrecord was made; never imported by the package itself."""
