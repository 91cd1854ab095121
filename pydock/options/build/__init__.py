"""The options that only BuildKit has, in the notations of docker's buildx, as parts of a request.

All of it is pure. A ValueError has docker's words; where a file has to be looked at, or the
engine has to be asked, the values go on to who does that.
"""
