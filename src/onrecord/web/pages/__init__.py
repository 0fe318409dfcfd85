"""One file for each kind of page: what is asked, from which view, and how it is answered."""
