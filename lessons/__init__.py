"""Lessons: what they say and draw, computed by the engine. Knows nothing of Streamlit."""
