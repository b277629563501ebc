"""The parts that pages are built from: one function, template and stylesheet a part."""
