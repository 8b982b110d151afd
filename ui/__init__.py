"""The Streamlit glue: session, address bar, controls, tabs."""
