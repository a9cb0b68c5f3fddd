"""Random requests for what is out of a person's scope: is anything told, and by what?"""
