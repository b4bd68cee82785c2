"""The class: submissions into the gradebook, feedback back to the students."""
