from pydock.format.quoting import quote as quote
