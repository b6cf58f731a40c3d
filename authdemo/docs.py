"""The API described with OpenAPI, to read and to try."""

from csp.constants import SELF
from csp.decorators import csp_update
from drf_spectacular.views import SpectacularSwaggerSplitView

# The style sheet of Swagger UI has its icons inside.
swagger = csp_update({"img-src": [SELF, "data:"]})(SpectacularSwaggerSplitView.as_view(url_name="schema"))
