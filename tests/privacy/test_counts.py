"""What a publication tells of how many, as it travels."""

import json

import numpy as np

from pilots.privacy.counts import Count


def test_what_pandas_calls_true_travels_as_json():
    told = Count("parents/0", {"site": "a"}, 0, held=np.True_)
    assert Count.from_json(json.loads(json.dumps(told.to_json()))) == Count("parents/0", {"site": "a"}, 0, held=True)
