/// A verb whose result has a form that can be chosen: a list, or a description.
protocol ListingVerb: Verb {}
