"""The command line: thin, in Chinese, over the verbs of the api."""
