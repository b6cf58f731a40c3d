"""Ask, and tell 404 Not Found from success. A redirect is shown, not followed."""

import asyncio

import aiohttp


async def main():
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
        async with session.get("https://example.com/live/404", allow_redirects=False) as response:
            if response.status == 404:
                print(response.status, response.reason)
                if response.content_type == "application/problem+json":
                    print((await response.json(content_type=None)).get("detail"))
            else:
                response.raise_for_status()  # an exception for every other 4xx and 5xx
                print(await response.text())


asyncio.run(main())
