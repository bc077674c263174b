"""Who is the same actor in different articles, by names, country, office and tenure, and which pairs are in doubt."""

from mahdar.linking.identity.identities import Identities, Told, identities_of

__all__ = ["Identities", "Told", "identities_of"]
