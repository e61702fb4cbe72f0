@echo off
rem Opens the program by a double click; py is the launcher that comes with Python from python.org.
chcp 65001 >nul
cd /d "%~dp0"
set PYTHON=py -3
where py >nul 2>nul || set PYTHON=python
%PYTHON% -c "" >nul 2>nul || goto missing
%PYTHON% start.py linli %*
if errorlevel 1 pause
exit /b

:missing
echo 这台电脑还没有装 Python。请到 python.org 下载 3.11 或更新的版本，装好再双击一次。
echo Python 3.11 or newer is not installed here; get it from python.org.
pause
exit /b 1
