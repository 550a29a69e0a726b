"""What people see of the sandbox in a browser: its accounts, and articles as readers get them."""
