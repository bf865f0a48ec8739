"""The Streamlit app; nothing imports it."""
