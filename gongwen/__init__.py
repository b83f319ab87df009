"""gongwen 公文: official Chinese government documents in the layout of GB/T 9704."""

__version__ = "0.1.0"
