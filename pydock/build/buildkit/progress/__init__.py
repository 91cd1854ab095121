"""The progress of a build by BuildKit, which arrives as steps with their states and logs.

trace           the state of all steps, from the engine's updates
display         one of the following, during a build
tty             the steps as lines of a terminal, redrawn as they change
plain_printer   docker's lines for an output that is not a terminal
rawjson         the updates themselves, one JSON object per line
client_step     steps of the client, such as a push
call_output     the output of `build --check` and `build --call`
source_excerpt  positions in a Dockerfile
warnings        the frontend's warnings about a Dockerfile
"""
