"""The progress of a build by BuildKit, which comes as steps with their states and logs.

trace      what is known of the steps while news of them come in
plain      docker's lines for where nobody watches them move
tree       the steps as lines of a terminal, drawn anew as they change
rawjson    the news themselves, one JSON object a line
place      where in a Dockerfile something is
warnings   what the frontend thinks of a Dockerfile
show       any of these, beside a build that goes on
"""
