"""The catalogue: data only, read through `pinrender.catalog`."""
