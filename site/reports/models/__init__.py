"""What a return is made of. Values: nothing is kept until a month is locked."""
