//! cidraw: AWS networks, drawn and checked.
